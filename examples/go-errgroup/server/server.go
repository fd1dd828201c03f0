// Package server has HTTP and the pool, for both services.
package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Call is a request; its ID is the caller's Idempotency-Key, which each truck's row names.
type Call struct {
	ID     string
	Trucks []int32
}

// Routes has the route of each truck.
type Routes map[int32][]int32

// ErrOverloaded says that too much is waiting already; the caller may come again.
var ErrOverloaded = errors.New("too many calls wait")

func number(name string, otherwise int) int {
	if value, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return value
	}
	return otherwise
}

// Acquire takes a connection from the pool, and waits no longer than ACQUIRE_TIMEOUT_MS.
func Acquire(ctx context.Context, pool *pgxpool.Pool) (*pgxpool.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(number("ACQUIRE_TIMEOUT_MS", 5000))*time.Millisecond)
	defer cancel()
	return pool.Acquire(ctx)
}

func connect(ctx context.Context) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))
	if err != nil {
		return nil, err
	}
	config.MaxConns = int32(number("POOL_SIZE", 100))
	// PgBouncer pools transactions: a prepared statement does not outlive one.
	config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeExec
	return pgxpool.NewWithConfig(ctx, config)
}

// Serve serves one way of assigning routes until SIGTERM.
func Serve(assign func(ctx context.Context, pool *pgxpool.Pool, call Call) (Routes, error)) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	pool, err := connect(ctx)
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.HandleFunc("POST /assignments", func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			TruckIDs []int32 `json:"truckIds"`
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			answer(w, http.StatusBadRequest, map[string]string{"error": "BadRequest", "message": err.Error()})
			return
		}
		// A caller that closes its connection does not stop the work.
		routes, err := assign(context.WithoutCancel(r.Context()), pool, Call{r.Header.Get("Idempotency-Key"), body.TruckIDs})
		switch {
		case errors.Is(err, ErrOverloaded):
			w.Header().Set("Retry-After", "1")
			answer(w, http.StatusServiceUnavailable, map[string]string{"error": "Overloaded", "message": err.Error()})
		case err != nil:
			message := fmt.Sprintf("Bulk route assignment failed: %v", err)
			answer(w, http.StatusInternalServerError, map[string]string{"error": "RoutingException", "message": message})
		default:
			results := make([]map[string]any, 0, len(body.TruckIDs))
			for _, truck := range body.TruckIDs {
				results = append(results, map[string]any{"truckId": truck, "status": "success", "route": routes[truck]})
			}
			answer(w, http.StatusOK, map[string]any{"results": results})
		}
	})
	service := &http.Server{Addr: "127.0.0.1:" + strconv.Itoa(number("PORT", 8080)), Handler: mux}
	go func() {
		<-ctx.Done()
		_ = service.Close()
	}()
	if err := service.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}
