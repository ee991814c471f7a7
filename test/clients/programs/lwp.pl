use strict;
use LWP::UserAgent;

my ($url, $body) = @ARGV;
print LWP::UserAgent->new->post($url, 'Content-Type' => 'application/json', Content => $body)->decoded_content, "\n";
