import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Clock } from '../../core/base/clock.js';
import { Debounced } from '../../core/base/debounced.js';
import { Owner, type Disposable } from '../../core/base/disposable.js';
import { Emitter } from '../../core/base/emitter.js';

/** A tool that signs in writes several files; this long after the last one it is done. */
const settleMs = 300;

/**
 * Hears when a tool signs in or out: when files in a folder are written, made or removed. The first sign-in on a
 * machine makes the folder, and VS Code never hears of what happens in one that was not there: so the folders
 * above are watched too.
 */
export class SignInFilesWatcher implements Disposable {
  private readonly own = new Owner();
  private readonly levels: Owner[] = [];
  private readonly changed = this.own.add(new Emitter<undefined>());
  readonly onDidChange = this.changed.event;
  private readonly settling: Debounced;

  constructor(
    /** From a folder that exists down to the one that holds the files. */
    private readonly folders: readonly string[],
    clock: Clock,
  ) {
    this.settling = this.own.add(new Debounced(clock, settleMs, () => this.changed.fire(undefined)));
  }

  /** Watches from the first time the AWS files are read: before, there is nothing to keep up to date. */
  start(): void {
    if (this.levels.length === 0) this.watch(0);
  }

  dispose(): void {
    for (const level of this.levels.splice(0)) level.dispose();
    this.own.dispose();
  }

  /** Watches a folder for the next one, and that too where it is there; the last one for its files. */
  private watch(index: number): void {
    for (const level of this.levels.splice(index)) level.dispose();
    const folder = this.folders[index];
    if (folder === undefined || !existsSync(folder)) return;
    const next = this.folders[index + 1];
    const pattern = next === undefined ? '*.json' : path.basename(next);
    const level = new Owner();
    this.levels.push(level);
    const files = new vscode.RelativePattern(vscode.Uri.file(folder), pattern);
    const watcher = level.add(vscode.workspace.createFileSystemWatcher(files));
    for (const event of [watcher.onDidCreate, watcher.onDidDelete, watcher.onDidChange]) {
      level.add(event(this.settling.request));
    }
    if (next === undefined) return;
    for (const event of [watcher.onDidCreate, watcher.onDidDelete])
      level.add(event(() => this.watch(index + 1)));
    this.watch(index + 1);
  }
}
