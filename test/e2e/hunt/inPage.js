// Runs in every frame of a window that is hunted through: says what is shown, was shown and is kept there.
globalThis.hunt ??= (() => {
  // Any form of a token has a long run without blanks, so of what is shown for a moment only those are kept.
  const runs = new Set();
  const keep = (text) => {
    for (const [run] of (text ?? '').matchAll(/[\w+/=%\\&#;-]{28,}/g)) runs.add(run);
  };
  const observer = new MutationObserver((changes) => {
    for (const { type, target, attributeName, addedNodes } of changes) {
      if (type === 'characterData') keep(target.textContent);
      if (type === 'attributes') keep(target.getAttribute(attributeName));
      for (const node of addedNodes) keep(node.outerHTML ?? node.textContent);
    }
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  function roots() {
    const found = [document];
    for (const root of found)
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) found.push(shadowRoot);
    return found;
  }

  function base64(bytes) {
    const parts = [];
    for (let at = 0; at < bytes.length; at += 8192)
      parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
    return btoa(parts.join(''));
  }

  function result(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  return {
    shown() {
      const elements = roots().map((root) => root.documentElement ?? root);
      const fields = roots().flatMap((root) => [...root.querySelectorAll('input, textarea')]);
      return {
        'elements and attributes': elements.map((root) => root.outerHTML ?? root.innerHTML).join('\n'),
        text: elements.map(({ textContent }) => textContent).join('\n'),
        fields: fields.map(({ value }) => value).join('\n'),
        'past text and attributes': [...runs].join('\n'),
      };
    },

    /** Web storage and every IndexedDB database: pairs of a place and its bytes in base64. */
    async kept() {
      const found = [];
      const put = (place, value) => {
        if (value instanceof ArrayBuffer) put(place, new Uint8Array(value));
        else if (value instanceof Uint8Array) found.push([place, base64(value)]);
        else if (ArrayBuffer.isView(value)) put(place, value.buffer);
        else if (typeof value === 'string') put(place, new TextEncoder().encode(value));
        else if (typeof value === 'object' && value !== null)
          for (const [key, inner] of Object.entries(value)) put(`${place}/${key}`, inner);
      };
      put('localStorage', { ...localStorage });
      put('sessionStorage', { ...sessionStorage });
      for (const { name } of await indexedDB.databases()) {
        const database = await result(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
          const objects = database.transaction(store).objectStore(store);
          const [keys, values] = await Promise.all([result(objects.getAllKeys()), result(objects.getAll())]);
          for (const [index, key] of keys.entries())
            put(`IndexedDB ${name}/${store}/${String(key)}`, values[index]);
        }
        database.close();
      }
      return found;
    },
  };
})();
