<?php
[, $url, $body] = $argv;
$http = ['method' => 'POST', 'header' => 'content-type: application/json', 'content' => $body];
$answer = fopen($url, 'r', false, stream_context_create(['http' => $http]));
while (!feof($answer)) echo fgets($answer);
fclose($answer);
echo "\n";
