/** A node of the flat list of the administrative divisions of China. */
export type Division = { code: string; name: string; parent: string | null };

/** The shape Mantine's Cascader draws. */
export type DivisionOption = { value: string; label: string; children?: DivisionOption[] };

/** Second-level codes without a government: what lies in them belongs to the level above. */
const NOMINAL = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

function isNominal({ name, code }: Division): boolean {
  return NOMINAL.has(name) && code.endsWith('00');
}

export type DivisionTree = {
  options: DivisionOption[];
  /** From the province down to the division, as people write it; empty when it is unknown. */
  path: (code: string | null) => readonly Division[];
};

export function divisionTree(divisions: readonly Division[]): DivisionTree {
  const byCode = new Map(divisions.map((division) => [division.code, division]));
  const byParent = new Map<string | null, Division[]>();
  for (const division of divisions) {
    const siblings = byParent.get(division.parent);
    if (siblings) siblings.push(division);
    else byParent.set(division.parent, [division]);
  }
  function below(parent: string | null): Division[] {
    const children = byParent.get(parent) ?? [];
    return children.flatMap((child) => (isNominal(child) ? below(child.code) : [child]));
  }
  function option({ code, name }: Division): DivisionOption {
    const children = below(code).map(option);
    return children.length > 0
      ? { value: code, label: name, children }
      : { value: code, label: name };
  }
  function path(code: string | null): readonly Division[] {
    const steps: Division[] = [];
    for (let at = code ? byCode.get(code) : undefined; at; ) {
      if (!isNominal(at)) steps.unshift(at);
      at = at.parent ? byCode.get(at.parent) : undefined;
    }
    return steps;
  }
  return { options: below(null).map(option), path };
}
