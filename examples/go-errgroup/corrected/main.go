// The same work with limits on purpose: few transactions at once, filled from all calls that wait, locks in one order.
package main

import (
	"context"
	"errors"
	"slices"

	"example.com/go-errgroup/server"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	batchTrucks = 500   // in one transaction
	inFlight    = 2     // transactions at once
	queueCalls  = 1_000 // that may wait
	attempts    = 5
)

const updateTrucks = `
	UPDATE trucks t SET route = a.route::integer[], version = version + 1, assigned_at = now(), assignment_id = a.call
	  FROM unnest($1::integer[], $2::text[], $3::text[]) AS a (id, route, call) WHERE t.id = a.id`

const updateSegments = `
	UPDATE road_segments s SET assigned_load = s.assigned_load + a.added
	  FROM unnest($1::integer[], $2::bigint[]) AS a (id, added) WHERE s.id = a.id`

type answer struct {
	routes server.Routes
	err    error
}

type waiting struct {
	call   server.Call
	answer chan answer
}

var queue = make(chan waiting, queueCalls)

// batch is one transaction for many calls: every row that it relies on is locked first, by key, in one order for all.
func batch(ctx context.Context, connection *pgxpool.Conn, calls []waiting) (server.Routes, error) {
	callOf := map[int32]string{}
	for _, one := range calls {
		for _, truck := range one.call.Trucks {
			callOf[truck] = one.call.ID
		}
	}
	trucks := sortedKeys(callOf)
	routes := make(server.Routes, len(trucks))
	err := pgx.BeginFunc(ctx, connection, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT FROM trucks WHERE id = ANY ($1) ORDER BY id FOR UPDATE", trucks); err != nil {
			return err
		}
		candidates, segments, err := candidatesOf(ctx, tx, trucks)
		if err != nil {
			return err
		}
		loads, err := locked(ctx, tx, segments)
		if err != nil {
			return err
		}
		load := func(route []int32) (sum int64) {
			for _, segment := range route {
				sum += loads[segment]
			}
			return sum
		}
		added := map[int32]int64{}
		texts, callIDs := make([]string, len(trucks)), make([]string, len(trucks))
		for i, truck := range trucks {
			best := slices.MinFunc(candidates[truck], func(a, b []int32) int { return int(load(a) - load(b)) })
			routes[truck] = best
			for _, segment := range best {
				loads[segment]++
				added[segment]++
			}
			texts[i], callIDs[i] = text(best), callOf[truck]
		}
		if _, err := tx.Exec(ctx, updateTrucks, trucks, texts, callIDs); err != nil {
			return err
		}
		ids := sortedKeys(added)
		sums := make([]int64, len(ids))
		for i, id := range ids {
			sums[i] = added[id]
		}
		_, err = tx.Exec(ctx, updateSegments, ids, sums)
		return err
	})
	return routes, err
}

func candidatesOf(ctx context.Context, tx pgx.Tx, trucks []int32) (map[int32][][]int32, []int32, error) {
	rows, err := tx.Query(ctx,
		"SELECT truck_id, segments FROM candidate_routes WHERE truck_id = ANY ($1) ORDER BY truck_id, n", trucks)
	if err != nil {
		return nil, nil, err
	}
	candidates := map[int32][][]int32{}
	segments := map[int32]bool{}
	var truck int32
	var route []int32
	_, err = pgx.ForEachRow(rows, []any{&truck, &route}, func() error {
		candidates[truck] = append(candidates[truck], slices.Clone(route))
		for _, segment := range route {
			segments[segment] = true
		}
		return nil
	})
	return candidates, sortedKeys(segments), err
}

func locked(ctx context.Context, tx pgx.Tx, segments []int32) (map[int32]int64, error) {
	rows, err := tx.Query(ctx,
		"SELECT id, assigned_load FROM road_segments WHERE id = ANY ($1) ORDER BY id FOR UPDATE", segments)
	if err != nil {
		return nil, err
	}
	loads := map[int32]int64{}
	var id int32
	var load int64
	_, err = pgx.ForEachRow(rows, []any{&id, &load}, func() error {
		loads[id] = load
		return nil
	})
	return loads, err
}

func withRetries(ctx context.Context, pool *pgxpool.Pool, calls []waiting) (server.Routes, error) {
	for attempt := 1; ; attempt++ {
		connection, err := server.Acquire(ctx, pool)
		if err != nil {
			return nil, err
		}
		routes, err := batch(ctx, connection, calls)
		connection.Release()
		var failure *pgconn.PgError
		again := errors.As(err, &failure) && (failure.Code == "40P01" || failure.Code == "40001")
		if !again || attempt == attempts {
			return routes, err
		}
	}
}

// serve answers each call when its transaction has committed; of a batch that fails, each call is tried alone.
func serve(ctx context.Context, pool *pgxpool.Pool, calls []waiting) {
	routes, err := withRetries(ctx, pool, calls)
	if err != nil && len(calls) > 1 {
		for _, one := range calls {
			serve(ctx, pool, []waiting{one})
		}
		return
	}
	for _, one := range calls {
		one.answer <- answer{routes, err}
	}
}

// work fills a batch from all calls that wait, so that many small calls cost few transactions.
func work(pool *pgxpool.Pool) {
	for first := range queue {
		calls, trucks := []waiting{first}, len(first.call.Trucks)
	filling:
		for trucks < batchTrucks {
			select {
			case more := <-queue:
				calls = append(calls, more)
				trucks += len(more.call.Trucks)
			default:
				break filling
			}
		}
		serve(context.Background(), pool, calls)
	}
}

func assign(_ context.Context, pool *pgxpool.Pool, call server.Call) (server.Routes, error) {
	start(pool)
	one := waiting{call, make(chan answer, 1)}
	select {
	case queue <- one:
	default:
		return nil, server.ErrOverloaded
	}
	answered := <-one.answer
	return answered.routes, answered.err
}

func main() {
	server.Serve(assign)
}
