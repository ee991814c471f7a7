import asyncio
import sys
from urllib.parse import urlsplit
import uvloop

url, body = urlsplit(sys.argv[1]), sys.argv[2].encode()


async def main():
    reader, writer = await asyncio.open_connection(url.hostname, 443, ssl=True)
    head = f"POST {url.path}?{url.query} HTTP/1.1\r\nHost: {url.hostname}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    print((await reader.read()).decode().split("\r\n\r\n")[1])
    writer.close()


uvloop.run(main())
