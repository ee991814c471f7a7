import { useSignal } from '@preact/signals'
import type { ComponentChildren, VNode } from 'preact'
import { messageIn } from '../../../cloudfunctions/openapi/errors/readProperty'
import { Explanation } from './Explanation'
import { Outcome } from './http'
import { calls } from './live'
import { Json, Scrollable } from './widgets'
import { inLanguage, t } from './words'

/**
 * What a button or a form does. If it resolves to the outcome of a call, that is shown beside it.
 *
 * @throws MessageError, which is shown there
 */
type Act<P extends unknown[] = []> = (...args: P) => Promise<unknown>

/** Runs actions, and shows how the last one ended. */
function useActions() {
  const shown = useSignal<VNode | undefined>(undefined)
  const run = async (act: Act): Promise<void> => {
    shown.value = undefined
    try {
      const outcome = await act()
      if (outcome instanceof Outcome) shown.value = <Result {...outcome} />
    } catch (error) {
      shown.value = <p class="outcome bad">{inLanguage(messageIn(error))}</p>
    }
  }
  return { run, report: shown.value && <div role="alert">{shown.value}</div> }
}

function Result(outcome: Outcome) {
  const { api, answer } = outcome
  const logged = calls.value.find((it) => it.api === api)
  return (
    <>
      <Explanation {...logged} {...outcome} />
      {answer !== undefined && <Json value={answer} />}
    </>
  )
}

interface ButtonProps {
  label: string
  act: Act
  look?: string
  /** What the button is for, where several have the same label. */
  of?: string
}

export function Button({ label, act, look = 'small', of }: ButtonProps) {
  const { run, report } = useActions()
  return (
    <>
      <button type="button" class={look} onClick={() => run(act)} aria-label={of && `${label} ${of}`}>
        {label}
      </button>
      {report}
    </>
  )
}

/** Returns what was filled in, by the name of the field; '' for nothing. */
export type Given = (name: string) => string

interface FormProps {
  submit: string
  look?: string
  /** Whether the fields keep what was filled in. */
  keep?: boolean
  act: Act<[Given]>
  children: ComponentChildren
}

/** A form whose fields are read when it is sent. */
export function Form({ submit, look, keep = false, act, children }: FormProps) {
  const { run, report } = useActions()
  const send = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    run(async () => {
      const outcome = await act((name) => String(fields.get(name) ?? '').trim())
      if (!keep) form.reset()
      return outcome
    })
  }
  return (
    <form class={look} onSubmit={send} autocomplete="off">
      {children}
      <div class="buttons">
        <button type="submit" class="primary">
          {submit}
        </button>
      </div>
      {report}
    </form>
  )
}

/** A button that opens a dialog. */
export function Dialog({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <>
      <button type="button" class="primary" popovertarget={id}>
        {title}
      </button>
      <dialog id={id} popover aria-label={title}>
        <header>
          <h2>{title}</h2>
          <button type="button" class="small" popovertarget={id}>
            {t('Close', '关闭')}
          </button>
        </header>
        <div class="dialog-body">{children}</div>
      </dialog>
    </>
  )
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
  const isDone = useSignal(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    isDone.value = true
  }
  return <Button label={isDone.value ? t('Copied', '已复制') : label} act={copy} />
}
