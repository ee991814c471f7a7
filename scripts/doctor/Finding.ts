import type { Text } from '../../cloudfunctions/openapi/codes/Code'

/** What a check has found: right, wrong, or a note of what cannot be known or may be meant so. */
export interface Finding {
  level: 'right' | 'wrong' | 'note'
  what: Text
  /** What to do. */
  next?: Text
}

export function right(en: string, zh: string): Finding {
  return { level: 'right', what: { en, zh } }
}

export function wrong(en: string, zh: string, next: Text): Finding {
  return { level: 'wrong', what: { en, zh }, next }
}

export function note(en: string, zh: string, next?: Text): Finding {
  return { level: 'note', what: { en, zh }, ...(next && { next }) }
}
