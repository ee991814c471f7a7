import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer } from 'node:tls'
import { CertificateAuthority } from '../../../../../scripts/emulator/redirect/certificates/CertificateAuthority'
import { portOf } from '../../../../helpers/portOf'

const HOSTS = ['api.weixin.qq.com', '.tcb-api.tencentcloudapi.com']
const authority = new CertificateAuthority(HOSTS)
const DAY_MS = 24 * 60 * 60 * 1000

/** What a client makes of a server with this certificate that calls itself by this name. */
async function verdictOn(name: string, by = authority, trusted = authority): Promise<string> {
  const server = createServer(by.issue(name))
  server.on('tlsClientError', () => {})
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const socket = connect({ port: portOf(server), host: '127.0.0.1', servername: name, ca: trusted.certificate })
  const verdict = await new Promise<string>((resolve) => {
    socket.once('secureConnect', () => resolve('trusted'))
    socket.once('error', ({ message }) => resolve(message))
  })
  socket.destroy()
  server.close()
  return verdict
}

describe('CertificateAuthority', () => {
  const root = new X509Certificate(authority.certificate)
  const leaf = new X509Certificate(authority.issue('api.weixin.qq.com').cert)

  it('issues certificates for itself and for a server, both valid for a year', () => {
    for (const { validFrom, validTo } of [root, leaf]) {
      expect(Date.parse(validTo) - Date.parse(validFrom)).toBe(366 * DAY_MS)
      expect(Date.parse(validFrom)).toBeLessThan(Date.now())
    }
    expect([root.ca, root.checkIssued(root), root.verify(root.publicKey)]).toEqual([true, true, true])
    expect([leaf.ca, leaf.checkIssued(root), leaf.verify(root.publicKey)]).toEqual([false, true, true])
    expect([leaf.subjectAltName, leaf.keyUsage]).toEqual(['DNS:api.weixin.qq.com', ['1.3.6.1.5.5.7.3.1']])
  })

  it.each([
    'api.weixin.qq.com',
    'tcb-api.tencentcloudapi.com',
    `env-${'1'.repeat(40)}.ap-shanghai.tcb-api.tencentcloudapi.com`,
  ])('is trusted for %s', async (name) => {
    expect(await verdictOn(name)).toBe('trusted')
  })

  it.each(['example.com', 'weixin.qq.com', 'xapi.weixin.qq.com', 'tencentcloudapi.com'])(
    'is trusted by nobody for %s, though it has signed for it',
    async (name) => {
      expect(await verdictOn(name)).toBe('permitted subtree violation')
    },
  )

  it('is different each time, and is not trusted for certificates of another authority', async () => {
    const other = new CertificateAuthority(HOSTS)

    expect(new X509Certificate(other.certificate).subject).not.toBe(root.subject)
    expect(await verdictOn('api.weixin.qq.com', other)).toBe('unable to verify the first certificate')
  })

  it('gives each certificate a serial number of its own', () => {
    const numbers = Array.from(
      { length: 20 },
      () => new X509Certificate(authority.issue('a.example').cert).serialNumber,
    )

    expect(new Set(numbers).size).toBe(20)
  })
})
