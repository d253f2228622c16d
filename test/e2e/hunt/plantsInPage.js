// Runs in the page: puts a text into each kind of place that a page has, and takes it away again.
(() => {
  function change(use) {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open('planted', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('store');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const transaction = opening.result.transaction('store', 'readwrite');
        use(transaction.objectStore('store'));
        transaction.oncomplete = () => {
          opening.result.close();
          resolve();
        };
      };
    });
  }
  const dropDatabase = () => indexedDB.deleteDatabase('planted');

  const inElement = (fill) => {
    let element;
    return {
      put(text) {
        element = document.createElement('textarea');
        fill(element, text);
        document.body.append(element);
      },
      take: () => element.remove(),
    };
  };
  const nothing = () => undefined;

  globalThis.plants = {
    'localStorage/planted': {
      put: (text) => localStorage.setItem('planted', text),
      take: () => localStorage.removeItem('planted'),
    },
    'sessionStorage/planted': {
      put: (text) => sessionStorage.setItem('planted', text),
      take: () => sessionStorage.removeItem('planted'),
    },
    'IndexedDB planted/store/text/inner/0': {
      put: (text) => change((store) => store.put({ inner: [text] }, 'text')),
      take: dropDatabase,
    },
    'IndexedDB planted/store/bytes': {
      put: (text) => change((store) => store.put(new TextEncoder().encode(text), 'bytes')),
      take: dropDatabase,
    },
    'elements and attributes of the page': inElement((element, text) =>
      element.setAttribute('aria-label', text),
    ),
    'text of the page': inElement((element, text) => element.append(text)),
    'fields of the page': inElement((element, text) => (element.value = text)),
    'past text and attributes of the page': {
      async put(text) {
        const element = document.createElement('div');
        element.title = text;
        document.body.append(element);
        await new Promise((resolve) => setTimeout(resolve, 50));
        element.remove();
      },
      take: nothing,
    },
    'console of the page': { put: (text) => console.debug(`planted ${text}`), take: nothing },
  };
})();
