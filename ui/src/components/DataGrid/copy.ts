/** A cell as spreadsheets read it: quoted when it holds a tab, a line end or a quote. */
function tsvCell(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function htmlCell(tag: 'th' | 'td', text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${tag}>${safe}</${tag}>`;
}

export function toTsv(table: readonly (readonly string[])[]): string {
  return table.map((row) => row.map(tsvCell).join('\t')).join('\n');
}

export function toHtml(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (tag: 'th' | 'td', cells: readonly string[]) =>
    `<tr>${cells.map((cell) => htmlCell(tag, cell)).join('')}</tr>`;
  return `<table>${line('th', head)}${body.map((row) => line('td', row)).join('')}</table>`;
}

/**
 * Puts both forms on the clipboard. It goes through a `copy` event of a real selection, because
 * WebKit sends none when nothing is selected and asks a permission for `navigator.clipboard`.
 */
export function copyTable(head: readonly string[], body: readonly (readonly string[])[]): void {
  const field = document.createElement('textarea');
  const focused = document.activeElement;
  field.value = toTsv(body);
  field.setAttribute('aria-hidden', 'true');
  field.style.position = 'fixed';
  field.style.insetInlineStart = '-1000px';
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', toTsv(body));
    event.clipboardData?.setData('text/html', toHtml(head, body));
  };
  document.body.append(field);
  field.select();
  document.addEventListener('copy', onCopy, { once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
}
