import path from 'node:path';
import * as vscode from 'vscode';
import type { Clock } from '../../core/base/clock.js';
import { Debounced } from '../../core/base/debounced.js';
import { Owner, type Disposable } from '../../core/base/disposable.js';
import { Emitter } from '../../core/base/emitter.js';

/** A tool that rewrites a file does so in several steps; this long after the last one it is done. */
const settleMs = 300;

/** Hears when the AWS config or credentials file is written, made or removed. */
export class AwsFilesWatcher implements Disposable {
  private readonly own = new Owner();
  private isWatching = false;
  private readonly changed = this.own.add(new Emitter<undefined>());
  readonly onDidChange = this.changed.event;
  private readonly settling: Debounced;

  constructor(
    private readonly files: readonly string[],
    clock: Clock,
  ) {
    this.settling = this.own.add(new Debounced(clock, settleMs, () => this.changed.fire(undefined)));
  }

  /** Watches from the first time the files are read: before, there is nothing to keep up to date. */
  start(): void {
    if (this.isWatching) return;
    this.isWatching = true;
    for (const file of this.files) {
      const folder = vscode.Uri.file(path.dirname(file));
      const pattern = new vscode.RelativePattern(folder, path.basename(file));
      const watcher = this.own.add(vscode.workspace.createFileSystemWatcher(pattern));
      for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
        this.own.add(event(this.settling.request));
      }
    }
  }

  dispose(): void {
    this.own.dispose();
  }
}
