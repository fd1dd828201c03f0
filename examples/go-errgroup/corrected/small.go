package main

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5/pgxpool"
)

var once sync.Once

func start(pool *pgxpool.Pool) {
	once.Do(func() {
		for range inFlight {
			go work(pool)
		}
	})
}

func sortedKeys[K cmp.Ordered, V any](of map[K]V) []K {
	return slices.Sorted(maps.Keys(of))
}

// text is PostgreSQL's text of an integer[].
func text(route []int32) string {
	words := make([]string, len(route))
	for i, segment := range route {
		words[i] = strconv.Itoa(int(segment))
	}
	return "{" + strings.Join(words, ",") + "}"
}
