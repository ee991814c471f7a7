<?php
// Prints everything that PHP's streams return for a response.
[, $url] = $argv;
$context = stream_context_create(['http' => ['method' => 'POST', 'header' => 'x-mine: yes', 'content' => 'text']]);
echo file_get_contents($url, false, $context), "\n";
echo json_encode($http_response_header), "\n";
$stream = fopen($url, 'r');
echo json_encode([stream_set_timeout($stream, 5), stream_get_meta_data($stream)['wrapper_data']]), "\n";
echo json_encode(get_headers($url, true)), "\n";
