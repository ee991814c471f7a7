<?php
require 'Symfony/Component/HttpClient/autoload.php';
[, $url, $body] = $argv;
$client = new Symfony\Component\HttpClient\NativeHttpClient();
$headers = ['content-type' => 'application/json'];
echo $client->request('POST', $url, ['body' => $body, 'headers' => $headers])->getContent(false), "\n";
