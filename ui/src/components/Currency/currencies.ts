const USUAL = ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'GBP', 'TWD', 'KRW', 'SGD', 'AUD', 'CAD', 'CHF'];

/** ISO 4217 codes, those our users meet most at the top. */
export const CURRENCIES: readonly string[] = [
  ...USUAL,
  ...Intl.supportedValuesOf('currency').filter((code) => !USUAL.includes(code)),
];
