import * as vscode from 'vscode';
import { Cancelled } from '../../core/base/userError.js';

interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** What is there to begin with. */
  readonly value?: string;
  /** What is wrong with the text, or undefined where nothing is. */
  readonly problem: (typed: string) => string | undefined;
}

/** Lets the person type a text. Throws {@link Cancelled} where they type none. */
export async function askText({
  title,
  prompt,
  placeholder,
  value = '',
  problem,
}: Question): Promise<string> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt,
    placeHolder: placeholder,
    value,
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' ? undefined : problem(text)),
  });
  if (typed === undefined || typed === '') throw new Cancelled();
  return typed.trim();
}

/** Lets the person type what nobody may read along. Throws {@link Cancelled} where they type nothing. */
export async function askSecret({ title, prompt }: Pick<Question, 'title' | 'prompt'>): Promise<string> {
  const typed = await vscode.window.showInputBox({ title, prompt, password: true, ignoreFocusOut: true });
  if (typed === undefined || typed === '') throw new Cancelled();
  return typed.trim();
}
