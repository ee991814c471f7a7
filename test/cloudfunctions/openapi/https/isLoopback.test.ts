import { isLoopback } from '../../../../cloudfunctions/openapi/https/isLoopback'

describe('isLoopback', () => {
  it.each([
    ['localhost', true],
    ['LOCALHOST', true],
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['[::1]', true],
    ['0.0.0.0', false],
    ['192.168.0.1', false],
    ['example.com', false],
    ['127.0.0.1.example.com', false],
    ['localhost.example.com', false],
    ['my-localhost', false],
    ['x127.0.0.1', false],
    ['127.0.0', false],
    ['', false],
  ])('takes %s for loopback: %s', (hostname, loopback) => {
    expect(isLoopback(hostname)).toBe(loopback)
  })
})
