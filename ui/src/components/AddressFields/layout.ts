export type AddressPart = 'division' | 'province' | 'city' | 'district' | 'street' | 'postcode';

/** How each country writes an address, one row of the form each. Street first unless it says otherwise. */
const LAYOUTS: Readonly<Record<string, readonly (readonly AddressPart[])[]>> = {
  CN: [['division'], ['street', 'postcode']],
  TW: [['postcode', 'city', 'district'], ['street']],
  HK: [['street'], ['district']],
  MO: [['street'], ['district']],
  SG: [['street'], ['postcode']],
  JP: [['postcode', 'province'], ['city', 'district'], ['street']],
  KR: [['postcode', 'province'], ['city', 'district'], ['street']],
  US: [['street'], ['city', 'province', 'postcode']],
  CA: [['street'], ['city', 'province', 'postcode']],
  AU: [['street'], ['city', 'province', 'postcode']],
  IN: [['street'], ['district', 'city'], ['province', 'postcode']],
  BR: [['street'], ['district', 'city'], ['province', 'postcode']],
  GB: [['street'], ['city', 'postcode']],
};

const USUAL: readonly (readonly AddressPart[])[] = [['street'], ['postcode', 'city'], ['province']];

export function layoutOf(country: string): readonly (readonly AddressPart[])[] {
  return LAYOUTS[country] ?? USUAL;
}
