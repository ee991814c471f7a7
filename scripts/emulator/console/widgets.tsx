import { signal } from '@preact/signals'
import type { ComponentChildren, FunctionComponent } from 'preact'
import { t } from './words'

/** The address after the path: the tab and the item that it shows, such as `#calls/12`. */
export const address = signal(location.hash)

addEventListener('hashchange', () => {
  address.value = location.hash
})

/**
 * Returns the address of something on the page.
 *
 * @example
 * addressOf('calls', 12) // '#calls/12'
 */
export function addressOf(...parts: readonly (string | number)[]): string {
  return `#${parts.map(encodeURIComponent).join('/')}`
}

interface CellsProps {
  title: string
  padded?: boolean
  children: ComponentChildren
}

/** A titled group of cells, or of anything else on the same background. */
export function Cells({ title, padded = false, children }: CellsProps) {
  return (
    <section class="group">
      <h2>{title}</h2>
      <div class={padded ? 'cells padded' : 'cells'}>{children}</div>
    </section>
  )
}

interface CellProps {
  label: ComponentChildren
  note: ComponentChildren
  children: ComponentChildren
}

/** A line of a group: a label, and values or buttons at its end. */
export function Cell({ label, note, children }: CellProps) {
  return (
    <div class="cell">
      <div class="cell-body">
        <div>{label}</div>
        <div class="faint">{note}</div>
      </div>
      <div class="cell-end">{children}</div>
    </div>
  )
}

/** An item of a list that has details. */
export interface Row {
  /** The address of the details. */
  href: string
  title: string
  note: string
  badge?: ComponentChildren
}

/** @param open the address of the item whose details are shown beside the list */
export function Rows({ rows, open }: { rows: readonly Row[]; open?: string | undefined }) {
  return (
    <ul class="cells rows">
      {rows.map(({ href, title, note, badge }) => (
        <li key={href}>
          <a class="row" href={href} aria-current={href === open}>
            <span class="grow">
              <b>{title}</b>
              <span class="faint">{note}</span>
            </span>
            {badge}
          </a>
        </li>
      ))}
    </ul>
  )
}

interface SplitProps<T> {
  items: readonly T[]
  /** How many items exist (default: the listed ones). */
  total?: number | undefined
  row: (item: T) => Row
  /** What is shown of an item, which is its props. */
  Details: FunctionComponent<T>
  /** Shown instead of an empty list. */
  empty: ComponentChildren
}

/** A list, and beside it the details of the item that the address names (default: the first). */
export function Split<T extends object>({ items, total, row, Details, empty }: SplitProps<T>) {
  if (items.length === 0) return <div class="cells empty">{empty}</div>
  const rows = items.map((item) => ({ item, ...row(item) }))
  const isNamed = address.value.includes('/')
  const shown = isNamed ? rows.find(({ href }) => href === address.value) : rows[0]
  return (
    <div class="split">
      <section class="group">
        <Rows rows={rows} open={shown?.href} />
        <Total listed={items.length} total={total} />
      </section>
      {shown ? (
        <section class="group details" aria-label={shown.title} key={address.value + shown.href} ref={intoView}>
          <div class="cells padded">
            <h2>{shown.title}</h2>
            <p class="faint">{shown.note}</p>
            <Details {...shown.item} />
          </div>
        </section>
      ) : (
        <p class="note">{t('This is not in the list.', '列表中没有此项。')}</p>
      )}
    </div>
  )
}

/** Scrolls to details that the address names: on a narrow screen, they are below the list. */
function intoView(details: Element | null): void {
  if (address.value.includes('/')) details?.scrollIntoView()
}

/** Says how many items exist if not all of them are listed. */
export function Total({ listed, total = 0 }: { listed: number; total: number | undefined }) {
  if (listed >= total) return null
  return <p class="note">{t(`${listed} of ${total} shown.`, `共 ${total} 条，已显示 ${listed} 条。`)}</p>
}

/** A value as JSON; strings as they are. */
export function Json({ value }: { value: unknown }) {
  return <Scrollable look="json" text={typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)} />
}

/** A value with a title, if there is one. */
export function Titled({ title, value }: { title: string; value: unknown }) {
  if (value === undefined) return null
  return (
    <>
      <h3>{title}</h3>
      <Json value={value} />
    </>
  )
}

export function Scrollable({ text, look }: { text: string; look?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it must be possible to scroll by keys
    <pre class={look} tabIndex={0}>
      {text}
    </pre>
  )
}

/** Names and values; those without a value are left out. */
export function Facts({ facts }: { facts: Readonly<Record<string, string | undefined>> }) {
  return (
    <dl>
      {Object.entries(facts).map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

export type Look = 'good' | 'bad' | 'wait' | 'plain'

export function Badge({ look, children }: { look: Look; children: ComponentChildren }) {
  return <span class={`badge ${look}`}>{children}</span>
}

/** A labelled field of a form. */
export function Field({ label, hint, children }: { label: string; hint?: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="field">
      <span>{label}</span>
      {children}
      {hint && <small>{hint}</small>}
    </label>
  )
}

/** The attributes that connect an input or a select with a signal of its text. */
export function bound(text: { value: string }) {
  const onInput = ({ currentTarget: { value } }: { currentTarget: { value: string } }) => {
    text.value = value
  }
  return { value: text.value, onInput }
}

/** Texts by value. */
export type Choices = Readonly<Record<string, string>>

/** Returns choices whose texts are the values. */
export function choicesOf(values: readonly (string | number | boolean)[]): Choices {
  return Object.fromEntries(values.map((it) => [it, String(it)]))
}

/** The options of a select or a datalist. */
export function Options({ of, chosen }: { of: Choices; chosen?: string | undefined }) {
  return (
    <>
      {Object.entries(of).map(([value, label]) => (
        <option key={value} value={value} selected={value === chosen}>
          {label}
        </option>
      ))}
    </>
  )
}
