/** Tauri puts the policy's nonce on the inline style of index.html; styles added later need it too. */
export function styleNonce(): string {
  return document.querySelector('style')?.nonce ?? '';
}
