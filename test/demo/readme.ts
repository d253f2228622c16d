/** What the demo's window says to who opens it. */
export const demoReadme = `# Try it

1. Click the Redshift icon in the activity bar on the left: your workgroups are listed.
2. Tick two of them, then press the key in the view's title: one token for both, counted down in the status bar.
3. Wait (tokens live a few minutes here): you are asked before they end. Choose Refresh.
4. Right-click a workgroup, Copy Connection…, and paste what you get below.
5. Try what goes wrong: \`legacy-etl\` has no Identity Center, \`finance\` is being modified.
6. Redshift: Add Source… in the palette (F1) adds \`finance-eu\`, \`locked-down\`, which may not list, and \`no-identity\`.
7. Sign in as yourself: click the row below \`Acme\`, open the browser, and be \`anna@example.com\` there.

All of this is made up and stays on this machine; your own AWS files are not read.
`;
