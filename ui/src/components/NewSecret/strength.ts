export type Strength = 'weak' | 'fair' | 'strong';

const CLASSES: readonly [RegExp, number][] = [
  [/\p{Script=Han}/u, 2500],
  [/[a-z]/u, 26],
  [/[A-Z]/u, 26],
  [/[0-9]/u, 10],
  [/[^\p{L}\p{N}]/u, 33],
];

/** Anything shorter is refused, whatever it is made of. */
const SHORTEST = 8;

/** A rough hint, not a promise: different characters × log2 of the alphabets they come from. */
export function strengthOf(passphrase: string): Strength {
  const alphabet = CLASSES.reduce(
    (sum, [pattern, size]) => (pattern.test(passphrase) ? sum + size : sum),
    1,
  );
  const length = [...passphrase].length;
  const distinct = new Set(passphrase).size;
  const bits = Math.min(length, distinct * 1.6) * Math.log2(alphabet);
  if (length < SHORTEST || bits < 50) return 'weak';
  return bits < 75 ? 'fair' : 'strong';
}
