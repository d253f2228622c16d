import type { BrowserContext, Page } from 'playwright-core';

/** Allows a device's code at IAM Identity Center, in another page of the browser, as a person does it who types it. */
export async function allowAtIdentityCenter(
  browser: BrowserContext,
  url: string,
  code: string,
): Promise<void> {
  const page = await browser.newPage();
  await page.goto(`${url}/device`);
  await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Redshift Serverless Identity Center for VS Code').waitFor();
  await page.getByRole('button', { name: 'Allow access' }).click();
  await page.getByText('Request approved').waitFor();
  await page.close();
}

/**
 * The same at a company's OpenID provider, where the person says who they are.
 * @param look sees the page before its last button is pressed
 * @param email of the person who is at the browser
 */
export async function allowAtProvider(
  browser: BrowserContext,
  address: string,
  code: string,
  look: (page: Page) => Promise<void>,
  email = 'anna@example.com',
): Promise<void> {
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator('input[name="user_code"]').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText(`Does your device show ${code}?`).waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Email').fill(email);
  await look(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('You may close this page').waitFor();
  await page.close();
}
