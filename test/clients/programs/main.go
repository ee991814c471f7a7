package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
)

func main() {
	times := 1
	if len(os.Args) > 3 {
		times, _ = strconv.Atoi(os.Args[3])
	}
	body := strings.NewReader(strings.Repeat(os.Args[2], times))
	response, err := http.Post(os.Args[1], "application/json", body)
	if err != nil {
		panic(err)
	}
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(answer))
}
