<?php
require 'GuzzleHttp/autoload.php';
[, $url, $body] = $argv;
$client = new GuzzleHttp\Client(['handler' => GuzzleHttp\HandlerStack::create(new GuzzleHttp\Handler\StreamHandler())]);
$headers = ['content-type' => 'application/json'];
echo $client->post($url, ['body' => $body, 'headers' => $headers, 'http_errors' => false])->getBody(), "\n";
