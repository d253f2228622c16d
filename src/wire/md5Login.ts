import { createHash, timingSafeEqual } from 'node:crypto';

export const md5SaltLength = 4;

/** Whether the answer is `md5` and the hash that PostgreSQL's MD5 login wants: of password and user, then of that and the salt. */
export function isMd5Answer(answer: Buffer, user: string, password: string, salt: Buffer): boolean {
  const inner = createHash('md5').update(password).update(user).digest('hex');
  const outer = createHash('md5').update(inner).update(salt).digest('hex');
  const wanted = Buffer.from(`md5${outer}\0`);
  return answer.length === wanted.length && timingSafeEqual(answer, wanted);
}
