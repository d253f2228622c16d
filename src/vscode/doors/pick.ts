import * as vscode from 'vscode';
import { Cancelled } from '../../core/base/userError.js';

/** One line of a choice. */
export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly picked?: boolean;
  readonly value: T;
}

/** A heading between choices. */
export interface Heading {
  readonly heading: string;
}

interface PickText {
  readonly title: string;
  readonly placeholder: string;
}

/** Lets the person choose one. Throws {@link Cancelled} where they choose none. */
export async function pickOne<T>(
  choices: readonly (Choice<T> | Heading)[] | Promise<readonly (Choice<T> | Heading)[]>,
  { title, placeholder }: PickText,
): Promise<T> {
  const options = {
    title,
    placeHolder: placeholder,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  };
  const picked = await vscode.window.showQuickPick(items(choices), options);
  if (picked?.value === undefined) throw new Cancelled();
  return picked.value;
}

/** As {@link pickOne}, with a button on every line that shows more of it; the choice stays open meanwhile. */
export async function pickOneWithPreview<T>(
  choices: readonly (Choice<T> | Heading)[],
  text: PickText,
  preview: { readonly title: string; show(value: T): void },
): Promise<T> {
  const buttons = [{ iconPath: new vscode.ThemeIcon('eye'), tooltip: preview.title }];
  const lines = await items(choices);
  const all = lines.map((line) => (line.value === undefined ? line : { ...line, buttons }));
  return whileShown<T, T>(all, text, (pick, end) => {
    pick.onDidTriggerItemButton(({ item: { value } }) => {
      if (value !== undefined) preview.show(value);
    });
    pick.onDidAccept(() => {
      const [item] = pick.activeItems;
      if (item?.value !== undefined) end.resolve(item.value);
    });
    pick.onDidHide(() => end.reject(new Cancelled()));
  });
}

/**
 * Lets the person choose one after the other: the choice stays open until it is closed. What was chosen gets a tick,
 * and the next is proposed.
 */
export async function pickInTurn<T>(
  choices: readonly (Choice<T> | Heading)[],
  text: PickText,
  take: (value: T) => Promise<void>,
): Promise<void> {
  await whileShown<T, undefined>(await items(choices), text, (pick, end) => {
    pick.onDidAccept(() => {
      const [item] = pick.activeItems;
      if (item?.value === undefined) return;
      take(item.value).then(() => tickAndGoOn(pick, item), end.reject);
    });
    pick.onDidHide(() => end.resolve(undefined));
  });
}

/** Shows a choice, also while the window has lost the focus, until what listens to it ends it. */
async function whileShown<T, R>(
  lines: readonly Item<T>[],
  { title, placeholder }: PickText,
  listen: (pick: vscode.QuickPick<Item<T>>, end: PromiseWithResolvers<R>) => void,
): Promise<R> {
  const pick = vscode.window.createQuickPick<Item<T>>();
  const end = Promise.withResolvers<R>();
  Object.assign(pick, { title, placeholder, matchOnDescription: true, matchOnDetail: true });
  pick.ignoreFocusOut = true;
  pick.items = lines;
  listen(pick, end);
  pick.show();
  try {
    return await end.promise;
  } finally {
    pick.dispose();
  }
}

function tickAndGoOn<T>(pick: vscode.QuickPick<Item<T>>, taken: Item<T>): void {
  const next = pick.items.slice(pick.items.indexOf(taken) + 1).find(({ value }) => value !== undefined);
  pick.items = pick.items.map((item) =>
    item === taken ? { ...item, iconPath: new vscode.ThemeIcon('check') } : item,
  );
  // The last one stays: nothing is copied twice by who presses Enter once more.
  const active = next ?? pick.items.at(-1);
  if (active !== undefined) pick.activeItems = [active];
}

/** The choices with the one that was chosen last in front. */
export function lastFirst<T extends { readonly id: string }>(
  choices: readonly Choice<T>[],
  last: unknown,
): readonly Choice<T>[] {
  return [...choices].sort((left, right) => Number(right.value.id === last) - Number(left.value.id === last));
}

/** Lets the person choose many. Throws {@link Cancelled} where they choose none. */
export async function pickMany<T>(
  choices: readonly Choice<T>[] | Promise<readonly Choice<T>[]>,
  { title, placeholder }: PickText,
): Promise<readonly T[]> {
  const options = {
    title,
    placeHolder: placeholder,
    matchOnDescription: true,
    canPickMany: true,
    ignoreFocusOut: true,
  } as const;
  const picked = (await vscode.window.showQuickPick(items(choices), options)) ?? [];
  if (picked.length === 0) throw new Cancelled();
  return picked.map(({ value }) => value).filter((value) => value !== undefined);
}

type Item<T> = vscode.QuickPickItem & { readonly value?: T };

async function items<T>(
  choices: readonly (Choice<T> | Heading)[] | Promise<readonly (Choice<T> | Heading)[]>,
): Promise<Item<T>[]> {
  return (await choices).map((choice) =>
    'heading' in choice
      ? { label: choice.heading, kind: vscode.QuickPickItemKind.Separator }
      : { ...choice, value: choice.value },
  );
}
