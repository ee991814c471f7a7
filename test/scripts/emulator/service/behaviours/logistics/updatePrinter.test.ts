import { refused, withBehaviours } from '../withBehaviours'

const wechat = withBehaviours()
const openid = 'oJ4v0wRAfiXcnIbM3SgGEUkTw3Qw'
const update = (more: object = {}, caller?: string) =>
  wechat.call('updatePrinter', { openid, update_type: 'bind', tagid_list: '123,456', ...more }, caller)
const printers = (caller?: string) => wechat.call('getPrinter', {}, caller)
const ok = { errcode: 0, errmsg: 'ok' }

describe('logistics.updatePrinter and getPrinter', () => {
  it('start with no printers', () => {
    expect(printers()).toEqual({ count: 0, openid: [], tagid_list: [] })
  })

  it('list the printers of one mini program', () => {
    expect(update()).toEqual(ok)
    expect(update({ openid: 'oXYZ', tagid_list: '456,789' })).toEqual(ok)
    expect(update({ openid: 'oNone', tagid_list: undefined })).toEqual(ok)
    expect(printers()).toEqual({ count: 3, openid: [openid, 'oXYZ', 'oNone'], tagid_list: ['123', '456', '789'] })
    expect(printers('wx1')).toEqual({ count: 0, openid: [], tagid_list: [] })
  })

  it('replace the tags when a printer is bound again', () => {
    update()
    update({ tagid_list: '7' })
    expect(printers()).toEqual({ count: 1, openid: [openid], tagid_list: ['7'] })
    update({ tagid_list: '' })
    expect(printers()).toEqual({ count: 1, openid: [openid], tagid_list: [] })
  })

  it('remove a printer, and succeed if it does not exist', () => {
    update()
    expect(update({ update_type: 'unbind' })).toEqual(ok)
    expect(update({ update_type: 'unbind', tagid_list: null })).toEqual(ok)
    expect(printers()).toEqual({ count: 0, openid: [], tagid_list: [] })
  })

  it.each([
    ['no update_type', { update_type: undefined }, 9300517, 'invalid update_type'],
    ['an unknown update_type', { update_type: 'BIND' }, 9300517, 'invalid update_type'],
    ['no openid', { openid: undefined }, 40003, 'invalid openid'],
    ['a number as openid', { openid: 7 }, 40097, 'invalid args'],
    ['a list as tagid_list', { tagid_list: ['123'] }, 40097, 'invalid args'],
    ['eleven tags', { tagid_list: '1,2,3,4,5,6,7,8,9,10,11' }, 9300526, 'arg size exceed limit'],
  ])('refuse %s', (_what, more, errcode, message) => {
    expect(update(more)).toEqual(refused(errcode, message))
    expect(printers()).toEqual({ count: 0, openid: [], tagid_list: [] })
  })

  it('accept ten tags', () => {
    const tags = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']
    expect(update({ tagid_list: tags.join() })).toEqual(ok)
    expect(printers()).toEqual({ count: 1, openid: [openid], tagid_list: tags })
  })

  it('refuse an openid that is not in the users of the fixtures', () => {
    wechat.fixtures({ miniPrograms: [{ appid: 'wx0000000000000000', secret: 's', users: ['oUser'] }] })
    expect(update()).toEqual(refused(40003, 'invalid openid'))
    expect(update({ openid: 'oUser' })).toEqual(ok)
  })
})
