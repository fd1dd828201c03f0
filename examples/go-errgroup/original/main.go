// The outage's service in Go: an errgroup over everything, SELECT then UPDATE, no transaction.
package main

import (
	"context"
	"sync"

	"example.com/go-errgroup/server"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"
)

const candidates = `
	SELECT c.segments,
	       ARRAY(SELECT s.assigned_load
	               FROM unnest(c.segments) WITH ORDINALITY AS leg (id, position)
	               JOIN road_segments s ON s.id = leg.id
	              ORDER BY leg.position) AS loads
	  FROM candidate_routes c
	 WHERE c.truck_id = $1
	 ORDER BY c.n`

const updateTruck = `
	UPDATE trucks SET route = $2::integer[], version = version + 1, assigned_at = now(), assignment_id = $3 WHERE id = $1`

const updateSegments = `
	UPDATE road_segments s SET assigned_load = leg.load
	  FROM unnest($1::integer[], $2::bigint[]) AS leg (id, load) WHERE s.id = leg.id`

func total(loads []int64) (sum int64) {
	for _, load := range loads {
		sum += load
	}
	return sum
}

func leastLoaded(ctx context.Context, pool *pgxpool.Pool, truck int32) (best []int32, bestLoads []int64, err error) {
	connection, err := server.Acquire(ctx, pool)
	if err != nil {
		return nil, nil, err
	}
	defer connection.Release()
	rows, err := connection.Query(ctx, candidates, truck)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var route []int32
		var loads []int64
		if err := rows.Scan(&route, &loads); err != nil {
			return nil, nil, err
		}
		if best == nil || total(loads) < total(bestLoads) {
			best, bestLoads = route, loads
		}
	}
	return best, bestLoads, rows.Err()
}

func execute(ctx context.Context, pool *pgxpool.Pool, sql string, arguments ...any) error {
	connection, err := server.Acquire(ctx, pool)
	if err != nil {
		return err
	}
	defer connection.Release()
	_, err = connection.Exec(ctx, sql, arguments...)
	return err
}

func assignRoute(ctx context.Context, pool *pgxpool.Pool, truck int32, call server.Call) ([]int32, error) {
	route, loads, err := leastLoaded(ctx, pool, truck)
	if err != nil {
		return nil, err
	}
	if err := execute(ctx, pool, updateTruck, truck, route, call.ID); err != nil {
		return nil, err
	}
	for i := range loads {
		loads[i]++
	}
	return route, execute(ctx, pool, updateSegments, route, loads)
}

func assign(ctx context.Context, pool *pgxpool.Pool, call server.Call) (server.Routes, error) {
	routes := make(server.Routes, len(call.Trucks))
	var mutex sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	for _, truck := range call.Trucks {
		group.Go(func() error {
			route, err := assignRoute(ctx, pool, truck, call)
			mutex.Lock()
			defer mutex.Unlock()
			routes[truck] = route
			return err
		})
	}
	return routes, group.Wait()
}

func main() {
	server.Serve(assign)
}
