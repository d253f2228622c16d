import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.js';
import type { Log } from '../../core/base/log.js';

/** The extension's output channel. */
export class OutputLog implements Log, Disposable {
  private readonly channel = vscode.window.createOutputChannel('Redshift Serverless Identity Center', {
    log: true,
  });

  warn(text: string): void {
    this.channel.warn(text);
  }

  show(): void {
    this.channel.show();
  }

  dispose(): void {
    this.channel.dispose();
  }
}
