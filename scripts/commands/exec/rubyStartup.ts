import type { Endpoints } from '../../emulator/redirect/Endpoints'
import { WECHAT_HOSTS } from '../../emulator/redirect/wechatHosts'

/**
 * Returns the code that Ruby requires at its start (RUBYOPT). It redirects clients that ignore the proxy in the environment, such
 * as http.rb, where they open a connection.
 *
 * @param offline refuses other hosts
 */
export function rubyStartup({ host, port, tlsPort }: Endpoints, offline: boolean): string {
  return `require "socket"

module WxLogisticsExec
  HOSTS = ${JSON.stringify(WECHAT_HOSTS)}
  LOCAL = ["", "localhost", "::", "::1", "0.0.0.0"]

  def self.place(host, port)
    name = host.to_s.downcase.chomp(".")
    if HOSTS.any? { |it| it.start_with?(".") ? name.end_with?(it) : name == it }
      return "${host}", [443, "443", "https"].include?(port) ? ${tlsPort} : ${port}
    end
    if ${offline} && !LOCAL.include?(name) && !name.start_with?("127.")
      raise SocketError, "#{name} is not reached: wx-logistics exec runs with --offline"
    end
    [host, port]
  end

  module Open
    def initialize(host = nil, port = nil, *rest, **options, &block)
      super(*WxLogisticsExec.place(host, port), *rest, **options, &block)
    end
  end

  module Tcp
    def tcp(host, port, *rest, **options, &block)
      super(*WxLogisticsExec.place(host, port), *rest, **options, &block)
    end
  end
end

TCPSocket.prepend(WxLogisticsExec::Open)
Socket.singleton_class.prepend(WxLogisticsExec::Tcp)
`
}
