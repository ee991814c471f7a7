const ok = { errcode: 0, errmsg: 'ok' }

/** A PNG of one pixel, instead of the image of a code. */
const image = {
  base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  contentType: 'image/png',
}

/** What stubs return that messages propose, for APIs whose callers read more than errcode and errmsg. */
export const proposals: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    [
      ...['wxacode.get', 'wxacode.getUnlimited', 'wxacode.createQRCode'],
      ...['/wxa/getwxacode', '/wxa/getwxacodeunlimit', '/cgi-bin/wxaapp/createwxaqrcode'],
    ].map((api) => [api, image]),
  ),
  'img.aiCrop': {
    answer: {
      ...ok,
      results: [{ crop_left: 0, crop_top: 0, crop_right: 100, crop_bottom: 100 }],
      img_size: { w: 100, h: 100 },
    },
  },
}
