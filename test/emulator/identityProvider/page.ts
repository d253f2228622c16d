/**
 * A page that a person, or a test's browser, can use.
 * @param form HTML of our own; the other texts are escaped
 */
export function page(title: string, message: string, form = ''): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(title)}</title>
<h1>${escaped(title)}</h1>
<p>${escaped(message)}</p>
${form}
</html>`;
}

/** A name and a button, and another to refuse. */
export function signInPage(message = 'Who are you?'): string {
  return page(
    'Sign in',
    message,
    `<form method="post">
  <label>Email <input name="email" autofocus></label>
  <button>Sign in</button>
  <button name="deny" value="yes">Deny</button>
</form>`,
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
