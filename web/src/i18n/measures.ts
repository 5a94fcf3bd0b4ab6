/** The few words inside formatted values; everything else that people read lives in the JSON files. */
export const MEASURES = {
  ru: {
    bytes: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ', 'ПБ'],
    bitRates: ['кбит/с', 'Мбит/с', 'Гбит/с'],
    openPeriod: 'с {day}',
  },
  en: {
    bytes: ['B', 'KB', 'MB', 'GB', 'TB', 'PB'],
    bitRates: ['kbit/s', 'Mbit/s', 'Gbit/s'],
    openPeriod: 'from {day}',
  },
} as const

/** How people write currencies; the rest are written by their ISO code. */
export const CURRENCY_SIGNS: Readonly<Record<string, string>> = {
  RUB: '₽',
  KZT: '₸',
  BYN: 'Br',
  KGS: 'сом',
  UZS: 'soʻm',
  AMD: '֏',
  USD: '$',
  EUR: '€',
}

/** The names that languages have for themselves. */
export const LANGUAGE_NAMES = { ru: 'Русский', en: 'English' } as const
