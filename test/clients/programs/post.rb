require 'net/http'

url, body = ARGV
puts Net::HTTP.post(URI(url), body, 'content-type' => 'application/json').body
