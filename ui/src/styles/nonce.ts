/** Tauri puts the policy's nonce on the inline style of index.html; styles added later need it too. */
export function styleNonce(): string {
  return document.querySelector('style')?.nonce ?? '';
}

/** Scroll locks of dialogs read the nonce under this name (the package get-nonce, below Mantine). */
export function shareStyleNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
