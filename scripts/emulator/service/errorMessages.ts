/**
 * WeChat's codes and messages, as its pages and users show them. For 9300529, 9300530 and 9300532 only the code is
 * documented; their messages are assumed.
 */
export const errorMessages: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001:
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  40002: 'invalid grant_type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40066: 'invalid url',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  42001: 'access_token expired',
  43002: 'require POST method',
  44002: 'empty post data',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  9300503: 'Specified delivery id is not registerred',
  9300520: 'invalid delivery id',
  9300525: 'biz id not bind',
  9300529: 'biz_id already bind',
  9300530: 'biz_id not exist',
  9300531: 'invalid biz_id or password',
  9300532: 'bind request submitted, under review',
}
