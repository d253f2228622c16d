import * as vscode from 'vscode';
import { settingsSection } from '../../core/base/contributions.js';
import type { Event } from '../../core/base/emitter.js';
import { asNumber, asText } from '../../core/base/parse.js';

/** A number of the settings; of the wrong kind or out of bounds it counts as not set. */
function numberSetting(name: string, usual: number, least: number, most: number): number {
  const value = asNumber(vscode.workspace.getConfiguration(settingsSection).get<unknown>(name));
  return value === undefined || value < least || value > most ? usual : value;
}

/** One of the words; of another kind it counts as not set, which is the first. */
function choiceSetting<T extends string>(name: string, words: readonly [T, ...T[]]): T {
  const value = vscode.workspace.getConfiguration(settingsSection).get<unknown>(name);
  return words.find((word) => word === value) ?? words[0];
}

/** A setting that is a list of entries: null or undefined where nobody has set it. */
function listSetting(name: string) {
  return {
    read: (): unknown => vscode.workspace.getConfiguration(settingsSection).get<unknown>(name),
    write: async (entries: readonly unknown[]): Promise<void> => {
      await vscode.workspace
        .getConfiguration(settingsSection)
        .update(name, entries, vscode.ConfigurationTarget.Global);
    },
  };
}

/** The person's settings. All are of the scope `application`: no workspace can set them. */
export const settings = {
  sources: listSetting('sources'),
  identities: listSetting('identities'),
  /** VS Code's own, for whoever asks why the network is not reached. */
  proxy: () => {
    const http = vscode.workspace.getConfiguration('http');
    return { proxy: asText(http.get<unknown>('proxy')), support: asText(http.get<unknown>('proxySupport')) };
  },
  /** What new terminals get. */
  terminalEnvironment: () => choiceSetting('terminal.environment', ['off', 'localEndpoint']),
  /** Where tokens and sign-ins are kept. */
  persistence: () => choiceSetting('tokens.persist', ['keyring', 'session']),
  keepInMemory: async (): Promise<void> => {
    await vscode.workspace
      .getConfiguration(settingsSection)
      .update('tokens.persist', 'session', vscode.ConfigurationTarget.Global);
  },
  leadMinutes: (): number => numberSetting('expiry.leadMinutes', 5, 1, 30),
  /** What happens at the lead time. */
  expiryAction: () => choiceSetting('expiry.action', ['ask', 'refresh', 'nothing']),
  clearAfterSeconds: (): number => numberSetting('clipboard.clearAfterSeconds', 60, 0, 3600),
  requestTimeoutMs: (): number => numberSetting('requestTimeoutSeconds', 20, 1, 300) * 1000,
};

/** Hears of changes of one setting. */
export function onDidChangeSetting(name: string): Event<undefined> {
  return (listener) =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${settingsSection}.${name}`)) listener(undefined);
    });
}
