<?php
[, $url, $body, $times] = [...$argv, 1];
$curl = curl_init($url);
curl_setopt_array($curl, [
    CURLOPT_POSTFIELDS => str_repeat($body, $times),
    CURLOPT_HTTPHEADER => ['content-type: application/json'],
    CURLOPT_RETURNTRANSFER => true,
]);
echo curl_exec($curl), curl_error($curl), "\n";
