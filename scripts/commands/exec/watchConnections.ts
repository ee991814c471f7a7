import { Resolver } from 'node:dns/promises'
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { BlockList } from 'node:net'
import { API_HOSTS } from '../../emulator/redirect/wechatHosts'
import { descendantsOf } from '../terminal/processes'

/** How often to look at the connections, in milliseconds: less than a request over the internet takes. */
const POLL_MS = 25

/** The TCP connections of Linux; a system without IPv6 has only the first table. */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6']
/** The remote address of a connection, in hexadecimal, and the inode of its socket: proc_net(5). */
const ROW = /^ *\d+: \S+ (\w+):\w+ +(?:\S+ +){6}(\d+)/gm

/**
 * Watches whether a process that this one has started, or that these have started, connects to an address of WeChat's API.
 *
 * @returns a function that stops the watch and returns the names of the programs; undefined on systems other than Linux
 */
export function watchConnections(): (() => string[]) | undefined {
  if (process.platform !== 'linux') return undefined
  const wechat = new BlockList()
  // Unlike dns.lookup, it occupies no thread while a name server does not respond.
  const resolver = new Resolver({ timeout: 5000, tries: 1 })
  const add = (family: 'ipv4' | 'ipv6') => (addresses: string[]) => {
    for (const address of addresses) wechat.addAddress(address, family)
  }
  for (const host of API_HOSTS) {
    resolver.resolve4(host).then(add('ipv4'), () => {})
    resolver.resolve6(host).then(add('ipv6'), () => {})
  }
  const programs = new Set<string>()
  const look = () => {
    if (wechat.rules.length === 0) return
    const rows = TABLES.filter(existsSync).flatMap((path) => [...readFileSync(path, 'utf8').matchAll(ROW)])
    const sockets = rows.filter(([, address = '']) => wechat.check(ipv6(address), 'ipv6'))
    if (sockets.length === 0) return
    const links = sockets.map(([, , inode]) => `socket:[${inode}]`)
    for (const { pid, name } of descendantsOf(process.pid)) {
      if (openFiles(pid).some((it) => links.includes(it))) programs.add(name)
    }
  }
  const timer = setInterval(look, POLL_MS).unref()
  return () => {
    clearInterval(timer)
    resolver.cancel()
    return [...programs]
  }
}

/** Converts `0100007F`, or an address of IPv6: numbers of 32 bits, in the byte order of this machine. */
function ipv6(hexadecimal: string): string {
  const bytes = Buffer.from(hexadecimal, 'hex').swap32()
  return bytes.length === 4 ? `::ffff:${bytes.join('.')}` : String(bytes.toString('hex').match(/..../g)?.join(':'))
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
  } catch {
    return [] // The process has exited, or closed a file meanwhile.
  }
}
