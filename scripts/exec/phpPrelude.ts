/** The name of the ini file that loads the prelude. An exec that runs this one has a file of the same name. */
export const PHP_INI = 'wx-logistics-exec.ini'

/**
 * Returns the code that PHP runs before a script, which redirects PHP's own streams (file_get_contents, fopen). They ignore
 * the proxy in the environment, and only a stream wrapper sees the calls that have a context of their own.
 *
 * @param url of the local WeChat
 * @param offline refuses other hosts
 */
export function phpPrelude(url: string, offline: boolean): string {
  return `<?php
final class LocalWeChatStream {
    public $context;
    private $stream;

    public function stream_open($url, $mode, $options, &$opened) {
        $host = strtolower(rtrim((string) parse_url($url, PHP_URL_HOST), '.'));
        $context = $this->context ?? stream_context_get_default();
        if ($host === 'api.weixin.qq.com') {
            $url = '${url}' . preg_replace('~^https?://[^/?]*~i', '', $url);
        } elseif (${offline} && !in_array($host, ['localhost', '127.0.0.1', '[::1]'])) {
            trigger_error("$host is not reached: wx-logistics exec runs with --offline", E_USER_WARNING);
            return false;
        }
        foreach (['http', 'https'] as $scheme) stream_wrapper_restore($scheme);
        try {
            $this->stream = fopen($url, $mode, false, $context);
        } finally {
            self::register();
        }
        return $this->stream !== false;
    }

    public static function register() {
        foreach (['http', 'https'] as $scheme) {
            stream_wrapper_unregister($scheme);
            stream_wrapper_register($scheme, self::class, STREAM_IS_URL);
        }
    }

    /** Returns the user's own auto_prepend_file, which this one replaces; empty if it is not set. */
    public static function own() {
        $own = '';
        foreach (array_merge([php_ini_loaded_file()], explode(',', (string) php_ini_scanned_files())) as $ini) {
            $ini = trim((string) $ini);
            if ($ini === '' || basename($ini) === '${PHP_INI}') continue;
            $own = @parse_ini_file($ini)['auto_prepend_file'] ?? $own;
        }
        return $own === 'none' ? '' : $own;
    }

    public function stream_read($count) { return fread($this->stream, $count); }
    public function stream_eof() { return feof($this->stream); }
    public function stream_stat() { return fstat($this->stream); }
    public function stream_close() { fclose($this->stream); }
    public function stream_set_option($option, $first, $second) { return false; }
}
LocalWeChatStream::register();
if (LocalWeChatStream::own() !== '') require LocalWeChatStream::own();
`
}
