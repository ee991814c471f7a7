import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { place } from './address'
import { t } from './words'

interface CellsProps {
  title?: string
  /** The name of the section, if it has no title. */
  label?: string
  padded?: boolean
  children: ComponentChildren
}

/** A group of cells, or of anything else on the same background. */
export function Cells({ title, label, padded = false, children }: CellsProps) {
  return (
    <section class="group" aria-label={label}>
      {title && <h2>{title}</h2>}
      <div class={padded ? 'cells padded' : 'cells'}>{children}</div>
    </section>
  )
}

interface CellProps {
  label: ComponentChildren
  note?: ComponentChildren
  children?: ComponentChildren
}

/** A line of a group: a label, and values or buttons at its end. */
export function Cell({ label, note, children }: CellProps) {
  return (
    <div class="cell">
      <div class="cell-body">
        <div>{label}</div>
        {note && <div class="faint">{note}</div>}
      </div>
      {children && <div class="cell-end">{children}</div>}
    </div>
  )
}

interface ListRowProps {
  title: string
  note: string
  href: string
  isOpen: boolean
  badge?: ComponentChildren
}

/** An item of a list whose details are shown beside it. */
export function ListRow({ title, note, href, isOpen, badge }: ListRowProps) {
  return (
    <li>
      <a class="row tall" href={href} aria-current={isOpen}>
        <span class="grow">
          <b>{title}</b>
          <span class="faint">{note}</span>
        </span>
        {badge}
      </a>
    </li>
  )
}

/** The details of an item. Where they are below the list, they scroll into view when the address names the item. */
export function Details({ label, children }: { label: string; children: ComponentChildren }) {
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    if (place.value[1] && matchMedia('(max-width: 1000px)').matches) section.current?.scrollIntoView()
  }, [])
  return (
    <section class="group details" aria-label={label} ref={section}>
      <div class="cells padded">{children}</div>
    </section>
  )
}

/** Says why a list is empty, and what to do. */
export function Empty({ text, command, children }: { text: string; command?: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{text}</p>
      {command && <Command text={command} />}
      {children}
    </div>
  )
}

/** Offers to list more items, if there are more. */
export function More({ listed, total, fetch }: { listed: number; total: number; fetch: () => void }) {
  if (listed >= total) return null
  return (
    <p class="note">
      {t(`${listed} of ${total} shown.`, `共 ${total} 条，已显示 ${listed} 条。`)}{' '}
      <Button label={t('Show more', '显示更多')} act={fetch} />
    </p>
  )
}

interface ButtonProps {
  label: string
  /** An error that it throws is shown beside the button. */
  act: () => unknown
  look?: string
  disabled?: boolean
  /** What the button is for, where several have the same label. */
  of?: string
}

export function Button({ label, act, look = 'small', disabled = false, of }: ButtonProps) {
  const { mistake, attempt } = useAttempts()
  return (
    <>
      <button
        type="button"
        class={look}
        disabled={disabled}
        onClick={() => attempt(act)}
        {...(of && { 'aria-label': `${label} ${of}` })}
      >
        {label}
      </button>
      <Alert text={mistake} />
    </>
  )
}

/** Runs actions, and keeps the message of the last one if it failed. */
export function useAttempts() {
  const mistake = useSignal('')
  const attempt = async (act: () => unknown): Promise<void> => {
    mistake.value = ''
    try {
      await act()
    } catch (error) {
      mistake.value = error instanceof Error ? error.message : String(error)
    }
  }
  return { mistake: mistake.value, attempt }
}

/** A command that can be copied. */
export function Command({ text }: { text: string }) {
  return (
    <div class="command">
      <Scrollable text={text} />
      <Copy text={text} />
    </div>
  )
}

export function Copy({ text, label = t('Copy', '复制') }: { text: string; label?: string }) {
  const done = useSignal(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    done.value = true
    setTimeout(() => {
      done.value = false
    }, 1500)
  }
  return (
    <span aria-live="polite">
      <Button label={done.value ? t('Copied', '已复制') : label} act={copy} />
    </span>
  )
}

/** A value as JSON; strings as they are. */
export function Json({ value }: { value: unknown }) {
  return <Scrollable look="json" text={typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)} />
}

function Scrollable({ text, look }: { text: string; look?: string }) {
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

/** A modal dialog. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string
  onClose: () => void
  children: ComponentChildren
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} aria-label={title} onClose={onClose}>
      <header>
        <h2>{title}</h2>
        <Button label={t('Close', '关闭')} act={() => dialog.current?.close()} />
      </header>
      <div class="dialog-body">{children}</div>
    </dialog>
  )
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

/** The attributes that connect an input or a select with a string. */
export function bound({ value, set }: { value: string; set: (value: string) => void }) {
  return { value, onInput: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value) }
}

/** The same for a signal. */
export function boundTo(signal: Signal<string>) {
  return bound({
    value: signal.value,
    set: (value) => {
      signal.value = value
    },
  })
}

type Choice = readonly [value: string, label: string]

/** The options of a select or a datalist. */
export function Options({ of, chosen }: { of: readonly (string | Choice)[]; chosen?: string }) {
  return (
    <>
      {of.map((it) => {
        const [value, label] = typeof it === 'string' ? [it, it] : it
        return (
          <option key={value} value={value} selected={value === chosen}>
            {label}
          </option>
        )
      })}
    </>
  )
}

/** Returns what was filled in, by the name of the field; '' for nothing. */
export type Given = (name: string) => string

interface FormProps {
  class?: string
  submit: string
  look?: 'primary' | 'danger'
  /** Whether the fields keep what was filled in. */
  keep?: boolean
  /** @throws Error whose message is shown in the form */
  act: (given: Given) => Promise<unknown>
  children: ComponentChildren
}

/** A form whose fields are read when it is sent. */
export function Form({ class: look = '', submit, look: button = 'primary', keep = false, act, children }: FormProps) {
  const { mistake, attempt } = useAttempts()
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    const { currentTarget: form } = event
    if (!(form instanceof HTMLFormElement)) return
    const fields = new FormData(form)
    attempt(async () => {
      await act((name) => String(fields.get(name) ?? '').trim())
      if (!keep) form.reset()
    })
  }
  return (
    <form class={look} onSubmit={send} autocomplete="off">
      {children}
      <div class="buttons">
        <button type="submit" class={button}>
          {submit}
        </button>
      </div>
      <Alert text={mistake} />
    </form>
  )
}

/** A message that screen readers announce; nothing if it is empty. */
export function Alert({ text }: { text: string }) {
  if (text === '') return null
  return (
    <p class="outcome bad" role="alert">
      {text}
    </p>
  )
}
