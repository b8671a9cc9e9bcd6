interface Row {
  name: string;
  mark: number;
  times: number[];
  unchanged: number;
}

/** Times of the same thing, many times, beside the mark they must reach. */
export class Table {
  private readonly rows = new Map<string, Row>();
  private readonly notes: string[] = [];

  add(name: string, ms: number, mark: number) {
    const row = this.row(name);
    row.mark = mark;
    row.times.push(ms);
  }

  /** The screen showed the same before and after: nothing to time. */
  unchanged(name: string) {
    this.row(name).unchanged += 1;
  }

  note(text: string) {
    this.notes.push(text);
  }

  print(title: string) {
    const lines = [
      `\n${title}`,
      `${''.padEnd(28)}${['n', 'p50 ms', 'p95 ms', 'max ms', 'mark'].map((head) => head.padStart(9)).join('')}`,
    ];
    for (const { name, mark, times, unchanged } of this.rows.values()) {
      const sorted = [...times].sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
      const cells = [at(0.5), at(0.95), at(1)].map((ms) => ms.toFixed(0).padStart(9)).join('');
      const kept = at(0.95) <= mark ? 'kept' : 'MISSED';
      const same = unchanged > 0 ? `, ${unchanged} showed the same` : '';
      lines.push(
        `${name.padEnd(28)}${String(times.length).padStart(9)}${cells}   ≤ ${mark} ${kept}${same}`,
      );
    }
    process.stdout.write(`${[...lines, ...this.notes].join('\n')}\n`);
  }

  private row(name: string): Row {
    const row = this.rows.get(name) ?? { name, mark: 0, times: [], unchanged: 0 };
    this.rows.set(name, row);
    return row;
  }
}
