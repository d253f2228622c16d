/** One file inside a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly compressedBytes: number;
}

/**
 * Lists a zip archive from its central directory (APPNOTE.TXT 4.3.12 and 4.3.16), without ZIP64, which a small
 * archive has no use for.
 */
export function zipEntries(archive: Buffer): readonly ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('This is not a zip archive.');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    const nameLength = archive.readUInt16LE(at + 28);
    const extraLength = archive.readUInt16LE(at + 30);
    const commentLength = archive.readUInt16LE(at + 32);
    const entry = {
      name: archive.toString('utf8', at + 46, at + 46 + nameLength),
      compressedBytes: archive.readUInt32LE(at + 20),
    };
    at += 46 + nameLength + extraLength + commentLength;
    return entry;
  });
}
