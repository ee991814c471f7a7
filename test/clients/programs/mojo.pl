use strict;
use Mojo::UserAgent;

my ($url, $body) = @ARGV;
print Mojo::UserAgent->new->post($url => {'Content-Type' => 'application/json'} => $body)->result->body, "\n";
