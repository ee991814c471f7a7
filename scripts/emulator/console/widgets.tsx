import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from './language'

/** A titled group of cells. */
export function Cells({ title, note, children }: { title?: string; note?: string; children: ComponentChildren }) {
  return (
    <section class="group">
      {title && <h2>{title}</h2>}
      <div class="cells">{children}</div>
      {note && <p class="note">{note}</p>}
    </section>
  )
}

/** A line of a group: what it is, and what there is to say or to do at its end. */
export function Cell({
  label,
  note,
  children,
}: {
  label: ComponentChildren
  note?: ComponentChildren
  children?: ComponentChildren
}) {
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

/** What stands where nothing is: why, and what to do. */
export function Empty({ text, command, children }: { text: string; command?: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{text}</p>
      {command && <Command text={command} />}
      {children}
    </div>
  )
}

/** Leads to what is not listed, if anything. */
export function More({ listed, total, fetch }: { listed: number; total: number; fetch: () => void }) {
  if (listed >= total) return null
  return (
    <p class="note">
      {t(`The last ${listed} of ${total}.`, `共 ${total} 条，显示最近 ${listed} 条。`)}{' '}
      <button type="button" class="small" onClick={fetch}>
        {t('Show more', '显示更多')}
      </button>
    </p>
  )
}

/** A text to copy. */
export function Command({ text }: { text: string }) {
  return (
    <div class="command">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by keys */}
      <pre tabIndex={0}>{text}</pre>
      <Copy text={text} />
    </div>
  )
}

export function Copy({ text, label }: { text: string; label?: string }) {
  const done = useSignal(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    done.value = true
    setTimeout(() => {
      done.value = false
    }, 1500)
  }
  return (
    <button type="button" class="small" onClick={copy}>
      <span aria-live="polite">{done.value ? t('Copied', '已复制') : (label ?? t('Copy', '复制'))}</span>
    </button>
  )
}

/** JSON, as text. */
export function Json({ value }: { value: unknown }) {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, undefined, 2) ?? '')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by keys
    <pre class="json" tabIndex={0}>
      {text}
    </pre>
  )
}

export function Badge({ kind, children }: { kind: 'good' | 'bad' | 'wait' | 'plain'; children: ComponentChildren }) {
  return <span class={`badge ${kind}`}>{children}</span>
}

/** A window before the page, until it is closed. */
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
        <button type="button" class="small" onClick={() => dialog.current?.close()}>
          {t('Close', '关闭')}
        </button>
      </header>
      <div class="dialog-body">{children}</div>
    </dialog>
  )
}

/** A button that is asked again before it does what cannot be undone. */
export function Sure({ label, question, act }: { label: string; question: string; act: () => void }) {
  const asked = useSignal(false)
  if (!asked.value) {
    return (
      <button type="button" class="danger" onClick={() => (asked.value = true)}>
        {label}
      </button>
    )
  }
  return (
    <span class="sure">
      {question}{' '}
      <button
        type="button"
        class="danger"
        onClick={() => {
          asked.value = false
          act()
        }}
      >
        {label}
      </button>{' '}
      <button type="button" onClick={() => (asked.value = false)}>
        {t('Cancel', '取消')}
      </button>
    </span>
  )
}

/** A labelled field of a form. */
export function Field({
  label,
  hint,
  children,
}: {
  label: string
  hint?: string | undefined
  children: ComponentChildren
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label class="field">
      <span>{label}</span>
      {children}
      {hint && <small>{hint}</small>}
    </label>
  )
}

/** What was filled in, by the names of the fields; '' for nothing. */
export type Given = (name: string) => string

interface FormProps {
  class?: string
  submit: string
  /** What the button looks like. */
  kind?: 'primary' | 'danger'
  /** @returns whether it is done: then the fields are emptied */
  act: (given: Given) => Promise<boolean>
  children: ComponentChildren
}

/** A form whose fields nobody looks at before it is sent, passwords for instance. */
export function Form({ class: look = '', submit, kind = 'primary', act, children }: FormProps) {
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const { currentTarget: form } = event
    if (!(form instanceof HTMLFormElement)) return
    const fields = new FormData(form)
    if (await act((name) => String(fields.get(name) ?? ''))) form.reset()
  }
  return (
    <form class={look} onSubmit={send} autocomplete="off">
      {children}
      <div class="buttons">
        <button type="submit" class={kind}>
          {submit}
        </button>
      </div>
    </form>
  )
}
