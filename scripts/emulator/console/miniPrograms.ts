import { computed } from '@preact/signals'
import { info, state } from './live'

const areSeveral = computed(() => (state.value?.miniPrograms.length ?? 0) > 1)

/** Whose a record is, where it could be another's; '' where there is but one mini program. */
export function appidToShow(appid: string): string {
  return areSeveral.value ? appid : ''
}

/** Whether a cloud call from here, or a call of a function, is that mini program's: neither can name one. */
export function isCallers(appid: string | undefined): boolean {
  return appid === info.value?.appid
}
