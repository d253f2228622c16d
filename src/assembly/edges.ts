import * as vscode from 'vscode';
import { awsFilePaths, type Environment } from '../aws/profiles/awsFiles.js';
import { ssoCacheFolders } from '../aws/signIn/ssoCache.js';
import type { Owner } from '../core/base/disposable.js';
import { QueuedSecrets } from '../core/base/queuedSecrets.js';
import { asNumber } from '../core/base/parse.js';
import { ServerClock } from '../core/base/serverClock.js';
import { SwitchedSecrets } from '../core/base/switchedSecrets.js';
import { inBackground } from '../core/base/log.js';
import { managedSecrets } from '../core/identity/managedSecrets.js';
import { machineSetup } from '../core/identity/setupFile.js';
import { settings, onDidChangeSetting } from '../vscode/doors/settings.js';
import { runAction, type ActionTargets } from '../vscode/doors/actions.js';
import { Commands, type ActionRunner } from '../vscode/doors/commands.js';
import { FileOfEvents } from '../vscode/doors/eventFile.js';
import { FileLeases } from '../vscode/doors/leaseFolder.js';
import { OutputLog } from '../vscode/doors/log.js';
import { machineSetupPath, readMachineFile } from '../vscode/doors/machineSetup.js';
import { Secrets } from '../vscode/doors/secrets.js';
import { MementoState } from '../vscode/doors/state.js';
import { systemClock } from '../vscode/doors/systemClock.js';
import { TextDocuments } from '../vscode/doors/textDocuments.js';
import { windowFocus } from '../vscode/doors/windowFocus.js';
import { SignInFilesWatcher } from '../vscode/identity/signInFilesWatcher.js';
import { AwsFilesWatcher } from '../vscode/sources/awsFilesWatcher.js';
import { askMfaCode } from '../vscode/sources/mfaCode.js';
import type { EngineEdges } from './engineEdges.js';

const offsetKey = 'serverClockOffsetMs';

export type Edges = ReturnType<typeof makeEdges>;

/** The doors to VS Code and to this computer. */
export function makeEdges(
  own: Owner,
  storage: { secrets: vscode.SecretStorage; state: vscode.Memento; folder: vscode.Uri },
  env: Environment,
  actions: Omit<ActionTargets, 'awsFiles' | 'showLog' | 'keepInMemory'>,
) {
  const log = own.add(new OutputLog());
  const files = awsFilePaths(env);
  const keepInMemory = async (): Promise<void> => {
    await settings.keepInMemory();
    await secrets.follow();
  };
  const targets = { ...actions, awsFiles: files, showLog: () => log.show(), keepInMemory };
  const act: ActionRunner = (action, retry) =>
    void commands.run((task) => runAction(task, action, retry, targets));
  const commands: Commands = own.add(new Commands(systemClock, log, act));
  const managed = machineSetup(readMachineFile(machineSetupPath(process.platform)));
  const stored = new QueuedSecrets(new Secrets(storage.secrets), systemClock);
  const secrets = own.add(
    new SwitchedSecrets(managedSecrets(stored, managed, log), settings.persistence, systemClock, log),
  );
  own.add(onDidChangeSetting('tokens.persist')(() => void commands.run(() => secrets.follow())));
  const state = new MementoState(storage.state);
  const clock = own.add(new ServerClock(systemClock, asNumber(state.get(offsetKey)) ?? 0));
  own.add(clock.onDidChange(() => inBackground(log, state.set(offsetKey, clock.currentOffsetMs))));
  const endpointFolder = vscode.Uri.joinPath(storage.folder, 'endpoint');
  const engine: EngineEdges = {
    log,
    env,
    managed,
    clock,
    localClock: systemClock,
    clockOffsetMs: () => clock.currentOffsetMs,
    secrets,
    state,
    settings,
    onDidChangeSetting,
    focus: windowFocus,
    trust: {
      get isTrusted() {
        return vscode.workspace.isTrusted;
      },
      onDidGrant: (listener) => vscode.workspace.onDidGrantWorkspaceTrust(() => listener(undefined)),
    },
    isRemote: vscode.env.remoteName !== undefined,
    leases: new FileLeases(vscode.Uri.joinPath(storage.folder, 'leases').fsPath),
    awsFiles: own.add(new AwsFilesWatcher([files.config, files.credentials], systemClock)),
    signInFiles: own.add(new SignInFilesWatcher(ssoCacheFolders(), systemClock)),
    endpointFolder: endpointFolder.fsPath,
    passwordFile: vscode.Uri.joinPath(endpointFolder, 'passwords').fsPath,
    eventFile: new FileOfEvents(vscode.Uri.joinPath(storage.folder, 'events.jsonl').fsPath),
    commands,
    askMfaCode,
  };
  return {
    ...engine,
    log,
    onDidSwitchSecrets: secrets.onDidSwitch,
    act,
    commands,
    documents: own.add(new TextDocuments()),
  };
}
