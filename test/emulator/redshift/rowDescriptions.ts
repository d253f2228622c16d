import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { message } from './messages.js';

const fixedBytes = 18;
/** Four empty names (schema, table, column, catalog), and the flag that says the column may be null. */
const metadata = Buffer.from([0, 0, 0, 0, 0, 1]);

/**
 * Makes a server's messages such as Redshift's are for a client that asked for `client_protocol_version` 1 or later: each
 * field of a RowDescription goes on for four names, each ended by a NUL, and 16 bits of flags. A client that does not
 * know that reads wrong columns.
 */
export class RowDescriptions extends Transform {
  private held: Buffer = Buffer.alloc(0);
  /** How many bytes of the message that is going through are still to come. */
  private passing = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    while (this.held.length > 0 && this.next());
    done();
  }

  /** Handles what is held as far as it goes; false where more must come first. */
  private next(): boolean {
    if (this.passing === 0) {
      if (this.held.length < 5) return false;
      const length = this.held.readInt32BE(1) + 1;
      if (this.held[0] === 'T'.charCodeAt(0)) {
        if (this.held.length < length) return false;
        this.push(extended(this.held.subarray(5, length)));
        this.held = this.held.subarray(length);
        return true;
      }
      this.passing = length;
    }
    const passed = this.held.subarray(0, this.passing);
    this.passing -= passed.length;
    this.held = this.held.subarray(passed.length);
    this.push(passed);
    return true;
  }
}

/** The body of a RowDescription with what Redshift adds. */
function extended(body: Buffer): Buffer {
  const parts: Buffer[] = [body.subarray(0, 2)];
  let at = 2;
  for (let count = body.readInt16BE(0); count > 0; count -= 1) {
    const end = body.indexOf(0, at) + 1 + fixedBytes;
    parts.push(body.subarray(at, end), metadata);
    at = end;
  }
  return message('T', ...parts);
}
