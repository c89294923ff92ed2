/** Guards of numbers and codes: `\b` fails beside Japanese and between a number and its own continuation. */
export const DIGITS_BEFORE = '(?<![0-9A-Za-z])(?<![0-9][-.,/])'
export const DIGITS_BEHIND = '(?![0-9A-Za-z])(?![-./][0-9])'
export const CODE_BEFORE = '(?<![0-9A-Za-z])(?<![0-9A-Za-z][-_.])'
export const CODE_BEHIND = '(?![0-9A-Za-z])(?![-_.][0-9A-Za-z])'

export const digitsOf = (value: string): string => value.replace(/[^0-9]/g, '')
/** Without separators, in capitals. */
export const codeOf = (value: string): string => value.replace(/[^0-9A-Za-z]/g, '').toUpperCase()
