import { defaultState } from './defaultState'
import { StateFile } from './StateFile'
import type { Account, Courier, Customer, MiniProgram, StateData } from './stateSchema'

const BLANK = '***'

/** What the local WeChat and its couriers know, kept in a state file or, for `:memory:`, nowhere. */
export class State {
  private data: StateData = defaultState()
  private readonly file: StateFile | undefined
  private index = indexOf(this.data)

  /**
   * @param path of the state file, or `:memory:`
   * @throws StateFileError when the file is no valid state
   */
  constructor(path: string) {
    if (path === ':memory:') return
    this.file = StateFile.open(path, this.data)
    this.data = this.file.load().data
    this.index = indexOf(this.data)
  }

  /** The mini program of calls that name none: the first of the file. */
  defaultMiniProgram(): MiniProgram {
    return this.current().data.miniPrograms[0]
  }

  miniProgram(appid: string): MiniProgram | undefined {
    return this.current().data.miniPrograms.find((it) => it.appid === appid)
  }

  couriers(): readonly Courier[] {
    return this.current().data.couriers
  }

  courier(deliveryId: string): Courier | undefined {
    return this.current().data.couriers.find((it) => it.delivery_id === deliveryId)
  }

  customer(deliveryId: string, bizId: string): Customer | undefined {
    return this.current().index.customers.get(key(deliveryId, bizId))
  }

  account(appid: string, deliveryId: string, bizId: string): Account | undefined {
    const { data, index } = this.current()
    return data.accounts[index.accounts.get(key(appid, deliveryId, bizId)) ?? -1]
  }

  accountsOf(appid: string): Account[] {
    return this.current().data.accounts.filter((it) => it.appid === appid)
  }

  /** Everything, with passwords and secrets blanked. */
  shown(): StateData {
    const { miniPrograms, customers, ...rest } = this.current().data
    const [first, ...others] = miniPrograms
    const blank = (it: MiniProgram) => ({ ...it, secret: BLANK })
    return {
      ...rest,
      miniPrograms: [blank(first), ...others.map(blank)],
      customers: customers.map((it) => ({ ...it, password: it.password && BLANK })),
    }
  }

  /** Forgets every account; mini programs, couriers and customers stay. */
  reset(): void {
    const data = { ...this.current().data, accounts: [] }
    this.file?.replace(data)
    this.data = data
    this.index = indexOf(data)
  }

  /** Keeps a new or changed account; it is on disk on return. */
  put(account: Account): void {
    const { data, index } = this.current()
    const id = key(account.appid, account.delivery_id, account.biz_id)
    const at = index.accounts.get(id) ?? data.accounts.length
    if (this.file) this.file.put(at, account)
    else data.accounts[at] = account
    index.accounts.set(id, at)
  }

  close(): void {
    this.file?.close()
  }

  private current(): { data: StateData; index: Index } {
    const loaded = this.file?.load()
    if (loaded?.edited) {
      this.data = loaded.data
      this.index = indexOf(this.data)
    }
    return { data: this.data, index: this.index }
  }
}

interface Index {
  customers: Map<string, Customer>
  accounts: Map<string, number>
}

function indexOf({ customers, accounts }: StateData): Index {
  return {
    customers: new Map(customers.map((it) => [key(it.delivery_id, it.biz_id), it])),
    accounts: new Map(accounts.map((it, at) => [key(it.appid, it.delivery_id, it.biz_id), at])),
  }
}

function key(...parts: string[]): string {
  return JSON.stringify(parts)
}
