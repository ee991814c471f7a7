<?php
[, $url, $body] = $argv;
$http = ['method' => 'POST', 'header' => 'content-type: application/json', 'content' => $body];
echo file_get_contents($url, false, stream_context_create(['http' => $http])), "\n";
