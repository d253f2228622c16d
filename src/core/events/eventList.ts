import * as l10n from '@vscode/l10n';
import { timeAndDay } from '../base/duration.js';
import { visibleText } from '../identity/shownText.js';
import { shortList } from '../sources/workgroupNames.js';
import type { RecordedEvent } from './recordedEvent.js';

/** The record as a person reads it: a line an event, under its day. */
export function eventListText(events: readonly RecordedEvent[]): string {
  const head = [
    l10n.t('Record of events of this computer, the newest first. It holds no token and no password.'),
  ];
  if (events.length === 0) return lines([...head, '', l10n.t('Nothing has happened yet.')]);
  const words = events.map(({ kind }) => kindWord(kind));
  const width = Math.max(...words.map(({ length }) => length));
  let day = '';
  const body = events.flatMap((event, index) => {
    const heading = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' }).format(event.at);
    const isNewDay = heading !== day;
    day = heading;
    const line = `${clockTime(event.at)}  ${(words[index] ?? '').padEnd(width)}  ${what(event)}`;
    return isNewDay ? ['', heading, line.trimEnd()] : [line.trimEnd()];
  });
  return lines([...head, ...body]);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** With its seconds: what came first is often what is sought. */
function clockTime(ms: number): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(undefined, parts).format(ms);
}

function kindWord(kind: RecordedEvent['kind']): string {
  switch (kind) {
    case 'issued':
      return l10n.t('issued');
    case 'refreshed':
      return l10n.t('refreshed');
    case 'copied':
      return l10n.t('copied');
    case 'handedOut':
      return l10n.t('handed out');
    case 'used':
      return l10n.t('used');
    case 'revoked':
      return l10n.t('revoked');
    case 'forgotten':
      return l10n.t('forgotten');
    case 'refused':
      return l10n.t('refused');
    case 'signedIn':
      return l10n.t('signed in');
    case 'signedOut':
      return l10n.t('signed out');
  }
}

function what({ kind, workgroups, who: anybody, until, at }: RecordedEvent): string {
  const names = shortList(workgroups.map(visibleText));
  const who = anybody === undefined ? undefined : visibleText(anybody);
  const isOfClient = kind === 'handedOut' || kind === 'used' || kind === 'revoked' || kind === 'copied';
  const subject =
    who === undefined || names === ''
      ? [names, who ?? ''].join('')
      : isOfClient
        ? l10n.t('{0}, for {1}', names, who)
        : l10n.t('{0}, by {1}', names, who);
  if (until === undefined) return subject;
  // An end on the same day needs no date.
  return l10n.t('{0}, until {1}', subject, timeAndDay(until, at));
}
