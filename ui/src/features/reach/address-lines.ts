import type { Address, DivisionNode } from '@/bindings';

/** Names from a division's province down to itself; unknown codes give none. */
export function divisionPath(
  code: string | null,
  divisions: ReadonlyMap<string, DivisionNode>,
): DivisionNode[] {
  const path: DivisionNode[] = [];
  let node = code === null ? undefined : divisions.get(code);
  while (node !== undefined && path.length < 4) {
    path.unshift(node);
    node = node.parent === null ? undefined : divisions.get(node.parent);
  }
  return path;
}

/** An address as it is written in its country: China from large to small, others from small to large. */
export function addressLines(
  address: Address,
  divisions: ReadonlyMap<string, DivisionNode>,
  countryName: string,
): string[] {
  const named = [address.province, address.city, address.district];
  const parts = named.some(Boolean)
    ? named
    : divisionPath(address.division, divisions).map(({ name }) => name);
  const places = parts.filter((part): part is string => Boolean(part));
  const { street, postcode } = address;
  if (address.country === 'CN') {
    // 北京市 北京市 朝阳区: municipalities are their own city.
    const once = places.filter((place, at) => place !== places[at - 1]);
    return [once.join(''), street, postcode].filter((line): line is string => Boolean(line));
  }
  const town = [postcode, address.city].filter(Boolean).join(' ');
  const area = [address.district, address.province].filter(Boolean).join(', ');
  return [street, [town, area].filter(Boolean).join(', '), countryName].filter(
    (line): line is string => Boolean(line),
  );
}
